"""What gunicorn calls: pages under measurement hear of acts by a stream, as they do of `python3 app.py`."""

from launch.server import begin_work as post_worker_init
from launch.server import end_work as worker_exit

__all__ = ["post_worker_init", "worker_exit"]
