"""Documents of other programs, from Bijoy's fonts to Unicode and back: text, HTML, Word, archives."""
