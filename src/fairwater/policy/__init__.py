"""The policy language. Policy files say `from fairwater.policy import *`: their names are in `__init__.pyi`."""
