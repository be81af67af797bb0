namespace PovertyPlatform.SupportProgramService.Domain.Programmes;

/// <summary>The rules of all days, compiled once per load: for a day it answers which programmes are in force, on which terms.</summary>
public sealed class RuleBook
{
    private readonly Stretch[] _stretches;
    private readonly DateOnly[] _starts;

    internal RuleBook(string hash, Stretch[] stretches)
    {
        Hash = hash;
        _stretches = stretches;
        _starts = [.. stretches.Select(stretch => stretch.From)];
    }

    /// <summary>Identity of the loaded data: the same rows give the same hash.</summary>
    public string Hash { get; }

    /// <summary>The rules of a day.</summary>
    public Stretch On(DateOnly day)
    {
        var found = Array.BinarySearch(_starts, day);
        return _stretches[found >= 0 ? found : ~found - 1];
    }
}
