"""What is sent to put a released photo right."""

from media_svc.amendments.schemas import Reason
from media_svc.studio.details.model import Details
from media_svc.studio.details.schemas import DetailsBody


class PhotoCorrection(DetailsBody):
    """The members to correct, as in an edit (RFC 7396), and why."""

    reason: Reason

    def merged_into(self, details: Details) -> Details:
        """The details with the members that were sent."""
        return self.merged(details, besides={"reason"})
