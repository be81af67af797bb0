using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Contracts.Support;
using PovertyPlatform.HouseholdService.Consumers;
using PovertyPlatform.Messaging;

namespace PovertyPlatform.HouseholdService;

/// <summary>What the registry says and hears: it decides, and hears only whose tokens are refused and which support still holds a household's data.</summary>
internal static class HouseholdMessages
{
    public static void Register(MessagingBuilder messages) => messages
        .Publishes<HouseholdRegistered>(consumersOptional: true)
        .Publishes<HouseholdReviewed>(consumersOptional: true)
        .Publishes<HouseholdSplit>(consumersOptional: true)
        .Publishes<HouseholdMerged>(consumersOptional: true)
        .Publishes<HouseholdMoved>()
        .Publishes<HouseholdClosed>(consumersOptional: true)
        .Publishes<AreaPopulationRecorded>()
        .Publishes<HouseholdRecognised>()
        .Publishes<HouseholdRecognitionWithdrawn>()
        .Publishes<PovertyListRecognised>()
        .Projects<SubjectRevokedProjection, SubjectRevoked>()
        .Projects<SupportGrantedProjection, EligibilityGranted>()
        .Projects<SupportWithdrawnProjection, EligibilityWithdrawn>();
}
