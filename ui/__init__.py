"""What a person sees; the only floor, with desktop, that knows Qt."""
