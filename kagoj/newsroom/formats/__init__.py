"""How the newsroom writes dates, times and numbers, by language (`FORMAT_MODULE_PATH`)."""
