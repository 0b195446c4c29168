"""The meta tags' part in the site."""

from portal.govmeta.tags import meta_tags
from portal.site import Part

PART = Part(name="govmeta", meta=meta_tags)
