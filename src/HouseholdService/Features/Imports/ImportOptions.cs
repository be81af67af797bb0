using System.ComponentModel.DataAnnotations;
using PovertyPlatform.HouseholdService.Domain.Imports.Reading;

namespace PovertyPlatform.HouseholdService.Features.Imports;

/// <summary>How imports run (configuration section <c>Imports</c>).</summary>
public sealed class ImportOptions
{
    /// <summary>Largest file that is taken, in bytes.</summary>
    [Range(1024, 4L << 30)]
    public long LargestFile { get; set; } = 256L << 20;

    /// <summary>Imports that this instance runs at a time; 0 leaves them to other instances.</summary>
    [Range(0, 4)]
    public int Workers { get; set; } = 1;

    /// <summary>Chunks of one import that are merged at a time.</summary>
    [Range(1, 8)]
    public int MergeConnections { get; set; } = 2;

    /// <summary>Seconds between two looks for work that another instance took in, or left.</summary>
    [Range(0.05, 3600)]
    public double PollSeconds { get; set; } = 2;

    /// <summary>How often a job is begun before it counts as failed.</summary>
    [Range(1, 20)]
    public int MostAttempts { get; set; } = 5;

    /// <summary>Folder for files while they are read; empty means the system's own.</summary>
    public string TemporaryFolder { get; set; } = "";

    /// <summary>Most bytes unpacked from one packed byte of a workbook.</summary>
    [Range(10, 1000)]
    public int LargestRatio { get; set; } = 250;

    internal string Folder => TemporaryFolder.Length > 0 ? TemporaryFolder : Path.GetTempPath();

    internal ReadLimits Limits => new(Ratio: LargestRatio);
}
