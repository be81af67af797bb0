using PovertyPlatform.Contracts.Households;
using PovertyPlatform.Messaging;
using PovertyPlatform.SupportProgramService.Data;
using PovertyPlatform.SupportProgramService.Domain.Households;

namespace PovertyPlatform.SupportProgramService.Consumers;

/// <summary>A recognised class opens, renews or ends grants.</summary>
public sealed class HouseholdRecognisedConsumer(GrantLedger ledger) : EventConsumer<SupportDb, HouseholdRecognised>
{
    private KnownHouseholds? _known;

    public override async Task Prepare(IReadOnlyList<HouseholdRecognised> messages, SupportDb db, CancellationToken ct) =>
        _known = await ledger.Read([.. messages.Select(message => message.SubjectId)], db, ct);

    public override Task Handle(HouseholdRecognised message, SupportDb db, CancellationToken ct) => ledger.Take(Recognition.Of(message), _known!, db, ct);
}
