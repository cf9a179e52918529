"""One source across articles: candidates, scores with reasons, and people's judgements above both."""
