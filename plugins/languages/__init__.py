"""The languages of the site: the content's own, and those into which its directory is translated."""
