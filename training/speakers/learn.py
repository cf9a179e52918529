"""Learn the ranker, the kinds and the calibration, and write `src/onrecord/weights/speakers.json`.

    python -m training.speakers.learn            # about three minutes on one core
"""
