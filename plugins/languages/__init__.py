"""The languages of the site: that of the content, and those into which the directory is translated."""
