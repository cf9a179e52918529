"""How the weights of `onrecord.reader.labels` are learnt and measured."""
