using PovertyPlatform.Contracts;
using PovertyPlatform.Contracts.Households;
using PovertyPlatform.SupportProgramService.Domain.Grants;
using PovertyPlatform.SupportProgramService.Domain.Households;
using PovertyPlatform.SupportProgramService.Domain.Programmes;

namespace PovertyPlatform.SupportProgramServiceTests.Domain.Grants;

/// <summary>One household, its grants and all events about them, in memory.</summary>
internal sealed class Ledger(RuleBook book)
{
    private readonly List<Grant> _grants = [];
    private Recognition? _newest;

    public RuleBook Book { get; set; } = book;

    public Guid HouseholdId { get; } = Guid.CreateVersion7();

    public SupportHousehold? Household { get; private set; }

    public IReadOnlyList<Grant> Grants => _grants;

    public List<IIntegrationEvent> Events { get; } = [];

    public IReadOnlyList<IIntegrationEvent> Take(HouseholdRecognised told, DateOnly today) => Take(Recognition.Of(told), today);

    public IReadOnlyList<IIntegrationEvent> Take(Recognition recognition, DateOnly today)
    {
        Household ??= SupportHousehold.Of(recognition);
        if (Household.Version >= recognition.Version)
            return [];
        Household.Accept(recognition);
        _newest = recognition;
        return Evaluate(today);
    }

    public IReadOnlyList<IIntegrationEvent> Evaluate(DateOnly today)
    {
        var outcome = HouseholdEvaluation.Run(Household!, _newest!, _grants, Book, today, new DateTimeOffset(today, TimeOnly.MinValue, TimeSpan.Zero));
        _grants.AddRange(outcome.New);
        Events.AddRange(outcome.Events);
        return outcome.Events;
    }

    public string Open => string.Join(',', _grants.Where(grant => grant.IsOpen).Select(grant => grant.ProgrammeCode).Order(StringComparer.Ordinal));
}
