"""What readers see: templates, styles, fonts and the contexts that fill them."""
