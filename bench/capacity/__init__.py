"""How far it carries: the catalog's growth, measured, and what follows for a million blogs."""
