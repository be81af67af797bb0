using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Consumers;

/// <summary>A household taken off the list by a correcting decision loses what rested on the list.</summary>
public sealed class HouseholdRecognitionWithdrawnConsumer(GrantLedger ledger) : EventConsumer<SupportDb, HouseholdRecognitionWithdrawn>
{
    private KnownHouseholds? _known;

    public override async Task Prepare(IReadOnlyList<HouseholdRecognitionWithdrawn> messages, SupportDb db, CancellationToken ct) =>
        _known = await ledger.Read([.. messages.Select(message => message.SubjectId)], db, ct);

    public override Task Handle(HouseholdRecognitionWithdrawn message, SupportDb db, CancellationToken ct) => ledger.Take(Recognition.Of(message), _known!, db, ct);
}
