"""The pages of this room: ``public`` for everybody, ``manage`` for the editor of the region,
``own`` for the focal point of a municipality."""
