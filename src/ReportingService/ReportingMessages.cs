using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Contracts.Identity;
using PovertyPlatform.Messaging;
using PovertyPlatform.ReportingService.Consumers;

namespace PovertyPlatform.ReportingService;

/// <summary>What this service listens to. It tells nothing itself: reports are read.</summary>
internal static class ReportingMessages
{
    public static void Register(MessagingBuilder messaging)
    {
        messaging.Projects<HouseholdRecognisedProjection, HouseholdRecognised>();
        messaging.Projects<HouseholdRecognitionWithdrawnProjection, HouseholdRecognitionWithdrawn>();
        messaging.Projects<HouseholdMovedProjection, HouseholdMoved>();
        messaging.Projects<AreaPopulationProjection, AreaPopulationRecorded>();
        messaging.Projects<PovertyListProjection, PovertyListRecognised>();
        messaging.Projects<SubjectRevokedProjection, SubjectRevoked>();
    }
}
