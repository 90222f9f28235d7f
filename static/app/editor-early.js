// Before the page is there: the rich text is fetched at once where this device writes in it.
// Whether it arrived is editor-write.js's business, which asks for the same.
{
  const { wanted } = document.currentScript.dataset;
  try {
    if (localStorage.getItem("inkstead-editor") === "write") import(wanted).catch(() => {});
  } catch {
    // Nothing is remembered here.
  }
}
