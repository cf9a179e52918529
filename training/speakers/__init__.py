"""How the weights of `onrecord.reader.speakers` are learnt and measured."""
