"""Policy: goals, tasks and actions of the region, plans and agreements of its municipalities."""
