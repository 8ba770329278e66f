"""Charts as SVG, drawn with the extra `charts`: ranges by source over time, and positions over time."""

from ostrakon.claims.charts.drawing import MISSING
from ostrakon.claims.charts.ranges import ranges_chart
from ostrakon.claims.charts.timeline import timeline_chart

__all__ = ["MISSING", "ranges_chart", "timeline_chart"]
