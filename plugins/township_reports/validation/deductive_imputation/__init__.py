"""What the suites' equations settle of a report as read: figures that slid, figures recognised."""
