"""The one list of components a page may use, as ``ui`` in every template.

How each looks in a template: docs/pages.md.
"""

from types import SimpleNamespace

from staasted.web.ui import blocks, controls, fields, wayfinding

COMPONENTS = (
    blocks.accordion,
    blocks.alert,
    blocks.badge,
    blocks.button,
    blocks.card,
    blocks.details,
    blocks.icon,
    blocks.link_button,
    blocks.structured_list,
    blocks.table,
    controls.checkbox,
    controls.checkboxes,
    controls.radios,
    controls.select,
    controls.known_select,
    controls.text_input,
    controls.textarea,
    fields.error_summary,
    fields.field,
    wayfinding.back_link,
    wayfinding.breadcrumbs,
    wayfinding.footer,
    wayfinding.pagination,
    wayfinding.skip_link,
    wayfinding.stepguide,
)

ui = SimpleNamespace(**{component.__name__: component for component in COMPONENTS})
