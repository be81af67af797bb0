using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.SupportProgramService.Data;

namespace PovertyPlatform.SupportProgramService.Consumers;

/// <summary>Another commune took a household over: its recognition and its grants go along.</summary>
public sealed class HouseholdMovedConsumer(GrantLedger ledger) : EventConsumer<SupportDb, HouseholdMoved>
{
    private KnownHouseholds? _known;

    public override async Task Prepare(IReadOnlyList<HouseholdMoved> messages, SupportDb db, CancellationToken ct) =>
        _known = await ledger.Read([.. messages.Select(message => message.SubjectId)], db, ct);

    public override Task Handle(HouseholdMoved message, SupportDb db, CancellationToken ct) => ledger.Move(message, _known!, db, ct);
}
