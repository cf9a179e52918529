"""The small sentence encoder that matches claims: its material, its teacher, its training and its export."""
