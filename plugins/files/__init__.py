"""Every file of the site that is no page, one module for each family."""
