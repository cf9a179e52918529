"""How the reader's network is taught: the extra ``train`` (PyTorch, ONNX).

Nothing else in the package imports this but ``onrecord train``, when it is called. The recipe of the shipped network
(its data, its teacher) lies in the repository's ``training/`` and uses what is here.
"""
