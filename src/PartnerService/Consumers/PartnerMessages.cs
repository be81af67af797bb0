using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.PartnerService.Consumers;

/// <summary>What PartnerService listens to; it says nothing on the bus.</summary>
public static class PartnerMessages
{
    public static void Register(MessagingBuilder messages) => messages
        .Projects<GrantedFeedProjection, EligibilityGranted>()
        .Projects<WithdrawnFeedProjection, EligibilityWithdrawn>()
        .Projects<HouseholdProjection, HouseholdRecognised>()
        .Projects<HouseholdWithdrawnProjection, HouseholdRecognitionWithdrawn>()
        .Projects<HouseholdMovedProjection, HouseholdMoved>()
        .Projects<SubjectRevokedProjection, SubjectRevoked>();
}
