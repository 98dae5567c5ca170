"""What readers read: counted in delivery without a database, folded into hourly figures by the worker."""
