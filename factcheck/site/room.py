"""The room `site`."""

from __future__ import annotations

from factcheck.room import Room
from factcheck.site import check_views, report_views, setting_views, table_views, views
from factcheck.site.cli import report
from factcheck.site.prose.citations import with_citations
from factcheck.site.prose.context import quoted_in_context
from factcheck.site.prose.judgement import judgements, with_judgement
from factcheck.site.prose.spoken import spoken

ROOM = Room(
    blueprints=[views.bp, check_views.bp, report_views.bp, setting_views.bp, table_views.bp],
    commands=[report],
    template_filters={"spoken": spoken, "with_citations": with_citations, "with_judgement": with_judgement},
    template_globals={"quoted_in_context": quoted_in_context, "judgements": judgements},
)
