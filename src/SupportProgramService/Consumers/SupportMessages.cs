using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.SupportProgramService.Consumers;

/// <summary>What this service hears from the registry and tells the others.</summary>
internal static class SupportMessages
{
    public static void Register(MessagingBuilder messaging)
    {
        messaging.Consumes<HouseholdRecognisedConsumer, HouseholdRecognised>();
        messaging.Consumes<HouseholdRecognitionWithdrawnConsumer, HouseholdRecognitionWithdrawn>();
        messaging.Consumes<HouseholdMovedConsumer, HouseholdMoved>();
        messaging.Projects<SubjectRevokedProjection, SubjectRevoked>();
        messaging.Publishes<EligibilityGranted>();
        messaging.Publishes<EligibilityWithdrawn>();
    }
}
