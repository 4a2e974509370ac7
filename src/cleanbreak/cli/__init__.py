"""The command line: each verb reads the request, calls one service and shows the result."""
