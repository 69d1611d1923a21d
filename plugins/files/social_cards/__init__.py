"""The pictures that a shared link shows: what they say, how the words fit, how they are drawn, where they go."""
