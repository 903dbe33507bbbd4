// Shared checks.
