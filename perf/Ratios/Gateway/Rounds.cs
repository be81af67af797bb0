namespace PovertyPlatform.Ratios.Gateway;

/// <summary>How long each part of a comparison lasts. A proxy reaches its full speed only after a while of load.</summary>
internal static class Rounds
{
    public static TimeSpan WarmUp(BenchSize size) => TimeSpan.FromSeconds(Math.Max(3, 20 * size.Scale));

    public static TimeSpan Paced(BenchSize size) => TimeSpan.FromSeconds(Math.Max(2, 5 * size.Scale));

    /// <summary>
    /// Answers per second of both targets and what <paramref name="meter"/> grew by per answer, in slices of a second that alternate: whatever else the machine does meets both.
    /// </summary>
    public static async Task<(double Raw, double Ours, double RawCost, double OurCost)> Alternate(
        Target raw, Target ours, int connections, BenchSize size, Func<(double Raw, double Ours)> meter, CancellationToken ct)
    {
        var slices = Math.Max(2, (int)(8 * size.Scale));
        var slice = TimeSpan.FromSeconds(1);
        var (before, rawSum, ourSum) = (meter(), 0.0, 0.0);
        for (var i = 0; i < slices; i++)
        {
            rawSum += await HttpLoad.Saturate(raw, connections, slice, ct);
            ourSum += await HttpLoad.Saturate(ours, connections, slice, ct);
        }

        var after = meter();
        return (rawSum / slices, ourSum / slices, (after.Raw - before.Raw) / (rawSum * slice.TotalSeconds), (after.Ours - before.Ours) / (ourSum * slice.TotalSeconds));
    }
}
