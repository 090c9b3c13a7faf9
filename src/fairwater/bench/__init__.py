"""The benchmark: workloads, measurements, and the baseline they are compared with."""
