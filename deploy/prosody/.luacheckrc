-- How luacheck reads the files of this folder: what Prosody gives a module, and nothing else.
std = "lua54c"
read_globals = { "prosody" }
globals = { "module" }
max_line_length = 150
exclude_files = { "*.cfg.lua" }
