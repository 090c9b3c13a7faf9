"""The commands of `fairwater`, one file each; `fairwater.cli` gathers them."""
