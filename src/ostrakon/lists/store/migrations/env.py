"""Run the migrations on the connection the store hands over; there is no offline mode."""

from alembic import context

from ostrakon.lists.store.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
context.run_migrations()
