using System.Collections.Concurrent;
using Microsoft.Extensions.Primitives;

namespace PovertyPlatform.Gateway.Limits;

/// <summary>All buckets of this instance, by class and caller, with the texts of their headers.</summary>
internal sealed class Allowances(TrafficLimits limits, TimeProvider clock)
{
    private const int Capacity = 50_000;
    private const int LongestText = 4096;
    private readonly ConcurrentDictionary<(TrafficClass Traffic, string Client, string Subject), Allowance> _buckets = new();
    private readonly ConcurrentDictionary<(TrafficClass Traffic, Rate Rate), Texts> _texts = new();

    public Allowance Of(TrafficClass traffic, string client, string subject)
    {
        if (_buckets.TryGetValue((traffic, client, subject), out var known))
            return known;
        if (_buckets.Count >= Capacity)
            ForgetFull();
        return _buckets.GetOrAdd((traffic, client, subject), key =>
        {
            var rate = limits.For(key.Traffic, key.Client);
            return new Allowance(new TokenBucket(rate, clock), _texts.GetOrAdd((key.Traffic, rate), named => new Texts(named.Traffic, named.Rate)));
        });
    }

    private void ForgetFull()
    {
        foreach (var (key, _) in _buckets.Where(pair => pair.Value.Bucket.IsFull()))
            _buckets.TryRemove(key, out _);
    }

    internal sealed record Allowance(TokenBucket Bucket, Texts Texts);

    /// <summary>Header values of one rate; they repeat endlessly and are made once.</summary>
    internal sealed class Texts(TrafficClass traffic, Rate rate)
    {
        private readonly string _name = traffic.ToString().ToLowerInvariant();
        private readonly StringValues[] _left = new StringValues[Math.Min(rate.Burst, LongestText) + 1];

        /// <summary>Value of <c>RateLimit-Policy</c>: quota and the window in which it is refilled.</summary>
        public StringValues Policy { get; } = $"\"{traffic.ToString().ToLowerInvariant()}\";q={rate.Burst};w={Math.Max(1, (int)Math.Ceiling(rate.Burst * rate.PeriodSeconds / rate.Count))}";

        /// <summary>Value of <c>RateLimit</c>: what is left.</summary>
        public StringValues Left(int left)
        {
            if (left >= _left.Length)
                return Text(left);
            if (_left[left].Count == 0)
                _left[left] = Text(left);
            return _left[left];
        }

        private StringValues Text(int left) => $"\"{_name}\";r={left}";
    }
}
