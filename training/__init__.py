"""How the weights in the package are made. See training/README.md."""
