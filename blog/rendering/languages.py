"""The languages that are coloured. One entry, one language; keywords as its manual lists them."""

from blog.rendering.grammar import (
    BACKTICK,
    DASHES,
    DOUBLE,
    HASH,
    LETTER,
    SINGLE,
    SLASHES,
    STARS,
    TRIPLE_DOUBLE,
    TRIPLE_SINGLE,
    Grammar,
)

_C_COMMENTS = (SLASHES, STARS)
_VARIABLE = ("f", r"\$[\w?#@!*-]|\$\{[^}\n]*+\}?+")
_ANNOTATION = ("f", r"@[^\W\d][\w.]*+")
_DIRECTIVE = ("k", r"^[ \t]*+#[ \t]*+[a-z]++")
_TAG = ("k", r"</?+[^\W\d][\w:.-]*+|/?+>|<[!?][^\W\d]\w*+|\?>")
_MARKUP_COMMENT = r"<!--(?:[^-]|-(?!->))*+(?:-->)?+"
_KEY = r"^[ \t]*+(?:- )?+[\w./-]++(?=[ \t]*+"
_C_WORDS = (
    "auto bool break case char const continue default do double else extern false float for goto"
    " if inline int long nullptr register return short signed sizeof static switch true typedef"
    " unsigned void volatile while NULL"
)

GRAMMARS: dict[str, Grammar] = {
    "bash": Grammar(
        comments=(r"(?<![\w$&{])#[^\n]*+",),
        strings=(r'"(?:[^"\\]|\\.)*+["\\]?+', r"'[^']*+'?+"),
        keywords="case do done elif else esac export fi for if in local read readonly return set"
        " shift source then trap unset until while cd echo exit sudo",
        defining="function",
        more=(("f", r"\$(?:\{[^}\n]*+\}?+|\w++|[?#@!*$-])"),),
    ),
    "c": Grammar(_C_COMMENTS, keywords=_C_WORDS, defining="enum struct union", more=(_DIRECTIVE,)),
    "cpp": Grammar(
        _C_COMMENTS,
        keywords=_C_WORDS + " catch concept consteval constexpr co_await co_return co_yield delete"
        " explicit export final friend mutable new noexcept operator override private protected"
        " public requires static_cast template this throw try typename using virtual",
        defining="class enum namespace struct union",
        more=(_DIRECTIVE,),
    ),
    "csharp": Grammar(
        _C_COMMENTS,
        strings=(TRIPLE_DOUBLE, r'@"(?:[^"]|"")*+"?+', DOUBLE, SINGLE),
        keywords="abstract as async await base bool break byte case catch char const continue"
        " decimal default do double else event explicit extern false finally float for foreach get"
        " goto if implicit in init int internal is lock long new null object operator out override"
        " params private protected public readonly ref required return sbyte sealed set short"
        " sizeof static string switch this throw true try typeof uint ulong unchecked unsafe using"
        " var virtual void volatile when where while with yield",
        defining="class delegate enum interface namespace record struct",
        more=(_DIRECTIVE,),
    ),
    "css": Grammar(
        (STARS, r"(?<!:)//[^\n]*+"),
        keywords="important",
        more=(
            ("k", r"@[\w-]++"),
            ("n", r"#[0-9a-fA-F]{3,8}+(?![\w-])"),
            ("f", r"--[\w-]++|[a-z][a-z-]*+(?=[ \t]*+:)"),
        ),
        word=r"[^\W\d][\w-]*+",
    ),
    "diff": Grammar(
        strings=(),
        more=(
            ("k", r"^@@[^\n]*+"),
            ("c", r"^(?:diff |index |--- |\+\+\+ )[^\n]*+"),
            ("s", r"^\+[^\n]*+"),
            ("d", r"^-[^\n]*+"),
            ("w", r"^[^\n]++"),
        ),
    ),
    "docker": Grammar(
        (r"^[ \t]*+#[^\n]*+",),
        keywords="add arg as cmd copy entrypoint env expose from healthcheck label onbuild run"
        " shell stopsignal user volume workdir",
        more=(_VARIABLE,),
        any_case=True,
    ),
    "elixir": Grammar(
        (HASH,),
        strings=(TRIPLE_DOUBLE, DOUBLE, SINGLE),
        keywords="after alias and case catch cond do else end false fn for if import in nil not or"
        " quote raise receive require rescue true try unless unquote use when with",
        defining="def defmacro defmacrop defmodule defp defprotocol defimpl defstruct",
        more=(_ANNOTATION, ("n", r":[^\W\d]\w*+")),
    ),
    "go": Grammar(
        _C_COMMENTS,
        strings=(DOUBLE, r"`[^`]*+`?+", LETTER),
        keywords="any bool break byte case chan const continue default defer else error fallthrough"
        " false float64 for go goto if import int int64 map nil range return rune select string"
        " switch true uint8 var",
        defining="func interface package struct type",
    ),
    "graphql": Grammar(
        (HASH,),
        strings=(TRIPLE_DOUBLE, DOUBLE),
        keywords="extend false implements null on repeatable schema true",
        defining="directive enum fragment input interface mutation query scalar subscription type"
        " union",
        more=(_ANNOTATION, ("f", r"\$\w++")),
    ),
    "haskell": Grammar(
        (r"--(?![!#$%&*+./<=>?@^|~])[^\n]*+", r"\{-(?:[^-]|-(?!\}))*+(?:-\})?+"),
        strings=(DOUBLE, LETTER),
        keywords="case deriving do else forall if import in infix infixl infixr let of then where"
        " qualified as hiding",
        defining="class data instance module newtype type",
        word=r"[^\W\d][\w']*+",
    ),
    "html": Grammar(
        (_MARKUP_COMMENT,), strings=(r"(?<==)(?:\"[^\"]*+\"?+|'[^']*+'?+)",), more=(_TAG,)
    ),
    "ini": Grammar(
        (r"^[ \t]*+[#;][^\n]*+",),
        keywords="true false yes no on off",
        more=(("k", r"^\[[^\]\n]*+\]?+"), ("f", _KEY + "[=:])")),
    ),
    "java": Grammar(
        _C_COMMENTS,
        strings=(TRIPLE_DOUBLE, DOUBLE, SINGLE),
        keywords="abstract assert boolean break byte case catch char const continue default do"
        " double else extends false final finally float for goto if implements import instanceof"
        " int long native new non-sealed null package permits private protected public return"
        " sealed short static strictfp super switch synchronized this throw throws transient true"
        " try var void volatile when while yield",
        defining="class enum interface record",
        more=(_ANNOTATION,),
    ),
    "javascript": Grammar(
        _C_COMMENTS,
        strings=(DOUBLE, SINGLE, BACKTICK),
        keywords="abstract any as async await boolean break case catch const continue debugger"
        " declare default delete do else export extends false finally for from get if implements"
        " import in infer instanceof is keyof let never new null number of private protected public"
        " readonly return satisfies set static string super switch this throw true try typeof"
        " undefined unknown var void while with yield",
        defining="class enum function interface namespace type",
        more=(_ANNOTATION,),
        word=r"[^\W\d]\w*+|\$\w*+",
    ),
    "json": Grammar(
        _C_COMMENTS,
        strings=(DOUBLE,),
        keywords="true false null",
        more=(("f", r'"(?:[^"\\\n]|\\[^\n])*+"(?=[ \t]*+:)'),),
    ),
    "kotlin": Grammar(
        _C_COMMENTS,
        strings=(TRIPLE_DOUBLE, DOUBLE, SINGLE),
        keywords="abstract actual as break by catch companion const constructor continue data do"
        " else expect external false final finally for get if import in infix init inline inner"
        " internal is it lateinit null open operator out override private protected public return"
        " sealed set super suspend this throw true try val var vararg when where while",
        defining="class enum fun interface object package typealias",
        more=(_ANNOTATION,),
    ),
    "lua": Grammar(
        (r"--\[\[(?:[^\]]|\](?!\]))*+(?:\]\])?+", DASHES),
        strings=(DOUBLE, SINGLE, r"\[\[(?:[^\]]|\](?!\]))*+(?:\]\])?+"),
        keywords="and break do else elseif end false for goto if in local nil not or repeat return"
        " then true until while",
        defining="function",
    ),
    "make": Grammar(
        (r"(?<!\\)#[^\n]*+",),
        keywords="define else endef endif export ifdef ifeq ifndef ifneq include override unexport",
        more=(
            ("f", r"^[\w.%/-]++(?=[ \t]*+:)|\$\([^)\n]*+\)?+|\$[@<^?*%]"),
            ("k", r"^\.[A-Z_]++"),
        ),
    ),
    "nginx": Grammar(
        (HASH,),
        keywords="events http if include listen location map off on proxy_pass return root server"
        " server_name set upstream",
        more=(("f", r"\$\w++"),),
    ),
    "perl": Grammar(
        (r"(?<![$\w])#[^\n]*+",),
        strings=(r'"(?:[^"\\]|\\.)*+["\\]?+', r"'(?:[^'\\]|\\.)*+['\\]?+"),
        keywords="and cmp die do else elsif eq for foreach if last local my ne next no not or our"
        " print qw redo require return say shift unless until use while",
        defining="package sub",
        more=(("f", r"[$@%][^\W\d]\w*+"),),
    ),
    "php": Grammar(
        (r"#(?!\[)[^\n]*+", *_C_COMMENTS),
        strings=(r'"(?:[^"\\]|\\.)*+["\\]?+', r"'(?:[^'\\]|\\.)*+['\\]?+"),
        keywords="abstract and array as break case catch clone const continue declare default do"
        " echo else elseif extends false final finally fn for foreach global goto if implements"
        " include instanceof insteadof isset list match new null or print private protected public"
        " readonly require require_once return self static string switch throw true try unset use"
        " var void while xor yield int float bool",
        defining="class enum function interface namespace trait",
        more=(("f", r"\$\w++"), ("k", r"<\?php|\?>")),
    ),
    "powershell": Grammar(
        (r"<#(?:[^#]|#(?!>))*+(?:#>)?+", HASH),
        strings=(r'"(?:[^"`]|`.)*+["`]?+', r"'[^']*+'?+"),
        keywords="begin break catch continue do else elseif end exit finally for foreach if in"
        " param process return switch throw trap try until using while",
        defining="class enum filter function",
        more=(("f", r"\$\w++|\$\{[^}\n]*+\}?+"),),
        any_case=True,
    ),
    "python": Grammar(
        (HASH,),
        strings=tuple(
            rf"(?:(?<!\w)[rbfutRBFUT]{{1,2}}+(?=[\"']))?+{quoted}"
            for quoted in (TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, SINGLE)
        ),
        keywords="False None True and as assert async await break case continue del elif else"
        " except finally for from global if import in is lambda match nonlocal not or pass raise"
        " return self try while with yield",
        defining="class def type",
        more=(("f", r"^[ \t]*+@[^\W\d][\w.]*+"), ("c", r"^(?:>>>|\.\.\.)(?= )")),
    ),
    "r": Grammar(
        (HASH,),
        keywords="FALSE Inf NA NaN NULL TRUE break else for function if in library next repeat"
        " require return while",
    ),
    "ruby": Grammar(
        (HASH,),
        strings=(r'"(?:[^"\\]|\\.)*+["\\]?+', r"'(?:[^'\\]|\\.)*+['\\]?+"),
        keywords="alias and attr_accessor attr_reader begin break case do else elsif end ensure"
        " extend false for if in include lambda next nil not or private proc protected public raise"
        " redo require require_relative rescue retry return self super then true undef unless until"
        " when while yield",
        defining="class def module",
        more=(("n", r"(?<!:):[^\W\d]\w*+[?!]?+"), ("f", r"@{1,2}+\w++|\$\w++")),
    ),
    "rust": Grammar(
        _C_COMMENTS,
        strings=(r'r#"(?:[^"]|"(?!#))*+(?:"#)?+', r'b?+"(?:[^"\\]|\\.)*+["\\]?+', LETTER),
        keywords="Self as async await bool break const continue crate dyn else extern false for i32"
        " i64 if impl in let loop match move mut pub ref return self static str super true u32 u64"
        " u8 unsafe use usize where while f64 char",
        defining="enum fn macro_rules mod struct trait type union",
        more=(("f", r"#!?+\[[^\]\n]*+\]?+|'[a-z_]\w*+(?!')|[^\W\d]\w*+!(?=[(\[{])"),),
    ),
    "scala": Grammar(
        _C_COMMENTS,
        strings=(TRIPLE_DOUBLE, DOUBLE, LETTER),
        keywords="abstract case catch derives do else end export extends extension false final"
        " finally for given if implicit import inline lazy match new null opaque open override"
        " private protected return sealed super then this throw transparent true try using val var"
        " while with yield",
        defining="class def enum object package trait type",
        more=(_ANNOTATION,),
    ),
    "sql": Grammar(
        (DASHES, STARS),
        strings=(r"'(?:[^']|'')*+'?+", r'"[^"\n]*+"?+'),
        keywords="add all alter and any as asc begin between bigint boolean by case cast check"
        " coalesce column commit conflict constraint create cross current_timestamp"
        " database default delete desc distinct do drop else end exists explain false"
        " fetch first for foreign from full function grant group having if ilike in index"
        " inner insert int integer interval into is join jsonb key lateral left like limit"
        " materialized not null numeric of offset on only or order outer over partition"
        " primary recursive references replace returning returns revoke right rollback row"
        " rows schema select serial set skip table temporary text then timestamp"
        " timestamptz to transaction trigger true truncate union unique update using uuid"
        " values varchar view when where window with locked",
        any_case=True,
    ),
    "swift": Grammar(
        _C_COMMENTS,
        strings=(TRIPLE_DOUBLE, DOUBLE),
        keywords="Any Self as async await associatedtype break case catch continue default defer"
        " deinit do else fallthrough false fileprivate final for get guard if import in init inout"
        " internal is lazy let mutating nil open override private public repeat rethrows return"
        " self set some static subscript super switch throw throws true try typealias unowned var"
        " weak where while",
        defining="actor class enum extension func protocol struct",
        more=(_ANNOTATION,),
    ),
    "toml": Grammar(
        (HASH,),
        strings=(TRIPLE_DOUBLE, TRIPLE_SINGLE, DOUBLE, r"'[^'\n]*+'?+"),
        keywords="true false",
        more=(("k", r"^[ \t]*+\[[^\]\n]*+\]{0,2}+"), ("f", r"^[ \t]*+[\w.-]++(?=[ \t]*+=)")),
    ),
    "xml": Grammar(
        (_MARKUP_COMMENT, r"<!\[CDATA\[(?:[^\]]|\](?!\]>))*+(?:\]\]>)?+"),
        strings=(r"(?<==)(?:\"[^\"]*+\"?+|'[^']*+'?+)",),
        more=(_TAG,),
    ),
    "yaml": Grammar(
        (r"(?:^|(?<=[ \t]))#[^\n]*+",),
        strings=(DOUBLE, r"(?<!\w)'[^'\n]*+'?+"),
        keywords="true false null yes no on off",
        more=(("f", _KEY + r":(?:\s|$))"), ("n", r"(?<!\S)[&*!][\w!./-]++")),
    ),
}

# What writers put behind a fence, besides the names above.
ALIASES = {
    "sh": "bash",
    "shell": "bash",
    "zsh": "bash",
    "console": "bash",
    "h": "c",
    "c++": "cpp",
    "hpp": "cpp",
    "cs": "csharp",
    "c#": "csharp",
    "scss": "css",
    "patch": "diff",
    "dockerfile": "docker",
    "ex": "elixir",
    "golang": "go",
    "hs": "haskell",
    "conf": "ini",
    "cfg": "ini",
    "js": "javascript",
    "jsx": "javascript",
    "ts": "javascript",
    "tsx": "javascript",
    "typescript": "javascript",
    "json5": "json",
    "jsonc": "json",
    "kt": "kotlin",
    "makefile": "make",
    "pl": "perl",
    "ps1": "powershell",
    "py": "python",
    "python3": "python",
    "pycon": "python",
    "rb": "ruby",
    "rs": "rust",
    "postgres": "sql",
    "postgresql": "sql",
    "psql": "sql",
    "svg": "xml",
    "yml": "yaml",
}
