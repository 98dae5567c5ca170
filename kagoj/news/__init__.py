"""What a newspaper is made of: the models and the reading questions asked of them."""
