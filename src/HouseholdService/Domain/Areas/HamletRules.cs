using PovertyPlatform.HouseholdService.Domain.HouseholdEvents;
using PovertyPlatform.HouseholdService.Domain.Households;
using PovertyPlatform.ServiceDefaults.Access;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.HouseholdService.Domain.Areas;

/// <summary>A successor: a hamlet that is there, or the name of one to be founded.</summary>
/// <param name="Known">The hamlet, or null.</param>
/// <param name="Name">Its name.</param>
public sealed record HamletTarget(Hamlet? Known, string Name);

/// <summary>Which changes of hamlets can be recorded and taken back.</summary>
public static class HamletRules
{
    /// <summary>Most hamlets that end, or follow, in one change.</summary>
    public const int MostAtOnce = 20;

    private const int LongestName = 100;

    /// <summary>The hamlets that end and their successors, or why the change cannot be recorded.</summary>
    /// <param name="kind">What was done.</param>
    /// <param name="from">Numbers of the hamlets that end.</param>
    /// <param name="to">Numbers or names of the successors.</param>
    /// <param name="on">First day of the successors.</param>
    /// <param name="today">Today in Viet Nam.</param>
    /// <param name="commune">The commune.</param>
    /// <param name="known">Its hamlets, also those that ended.</param>
    public static (IReadOnlyList<Hamlet> From, IReadOnlyList<HamletTarget> To, Refusal? Refusal) Check(
        HamletChangeKind kind, IReadOnlyList<string?> from, IReadOnlyList<string?> to, DateOnly on, DateOnly today, string commune, IReadOnlyCollection<Hamlet> known)
    {
        if (Count(kind, from.Count, to.Count) is { } wrong)
            return ([], [], wrong);
        if (on > today)
            return ([], [], EventRules.InFuture(on));
        var ended = new List<Hamlet>();
        foreach (var code in from)
        {
            var (hamlet, why) = Find(code, "from", commune, known);
            if (hamlet is null)
                return ([], [], why);
            if (ended.Contains(hamlet))
                return ([], [], Twice("from"));
            ended.Add(hamlet);
        }

        var targets = new List<HamletTarget>();
        foreach (var text in to)
        {
            var (target, why) = Target(kind, text, commune, known);
            if (target is null)
                return ([], [], why);
            if (target.Known is { } own && ended.Contains(own))
                return ([], [], IntoItself(own));
            if (targets.Any(other => SearchName.Of(other.Name) == SearchName.Of(target.Name)))
                return ([], [], Twice("to"));
            targets.Add(target);
        }

        var late = ended.Concat(targets.Select(target => target.Known).OfType<Hamlet>()).FirstOrDefault(hamlet => on < hamlet.FoundedOn);
        return late is null ? (ended, targets, null) : ([], [], Refusal.Rule("dates-out-of-order", $"Thôn {late.Name} ({late.HamletCode}) chỉ có từ ngày {late.FoundedOn:dd/MM/yyyy}.",
            $"The hamlet {late.HamletCode} exists only since {late.FoundedOn:yyyy-MM-dd}."));
    }

    /// <summary>The hamlet of this number, if it is one of the commune and there.</summary>
    public static (Hamlet? Hamlet, Refusal? Refusal) Find(string? code, string field, string commune, IReadOnlyCollection<Hamlet> known)
    {
        if (!HamletCode.IsWellFormed(code))
            return (null, Refusal.Invalid(new FieldFault(field, "Mã thôn gồm 9 chữ số; xem GET /v1/hamlets.", "The number of a hamlet has 9 digits; see GET /v1/hamlets.")));
        if (HamletCode.CommuneOf(code!) != commune)
            return (null, Refusal.Rule("other-commune", $"Thôn mang mã {code} không thuộc xã này; giữa hai xã thì bàn giao hộ.", $"The hamlet {code} is not of this commune; between communes, households are handed over."));
        if (known.FirstOrDefault(one => one.HamletCode == code) is not { } hamlet)
            return (null, Refusal.Rule("hamlet-unknown", $"Xã chưa có thôn mang mã {code}.", $"The commune has no hamlet {code}."));
        return hamlet.EndedOn is { } ended
            ? (null, Refusal.Conflict("hamlet-ended", $"Thôn {hamlet.Name} ({code}) đã thôi tồn tại từ ngày {ended:dd/MM/yyyy}.", $"The hamlet {code} ended on {ended:yyyy-MM-dd}."))
            : (hamlet, null);
    }

    /// <summary>It was taken back before.</summary>
    public static readonly Refusal UndoneAlready = Refusal.Conflict("already-undone", "Thay đổi này đã bị hủy.", "This change is undone already.");

    /// <summary>Another change rests on it.</summary>
    public static Refusal RestsOn(HamletChange later) => Refusal.Rule("depended-upon", $"Thay đổi ngày {later.ChangedOn:dd/MM/yyyy} ({later.Evidence}) dựa vào thay đổi này; hãy hủy thay đổi đó trước.",
        $"The change of {later.ChangedOn:yyyy-MM-dd} ({later.Evidence}) rests on this one; undo that one first.");

    /// <summary>Another hamlet bears the name now.</summary>
    public static Refusal NameTaken(Hamlet holder) => Refusal.Conflict("hamlet-name-taken", $"Thôn mang mã {holder.HamletCode} đang mang tên {holder.Name}.", $"The hamlet {holder.HamletCode} bears this name now.");

    /// <summary>The hamlet is no successor by this change.</summary>
    public static Refusal NotCandidate(IEnumerable<string> candidates) => Refusal.Rule("not-a-candidate", $"Thôn này không nhận hộ theo nghị quyết; chọn một trong: {string.Join(", ", candidates)}.",
        $"This hamlet took nobody in by the resolution; choose one of {string.Join(", ", candidates)}.");

    private static Refusal? Count(HamletChangeKind kind, int from, int to)
    {
        var fits = kind switch
        {
            HamletChangeKind.Merged => from is >= 1 and <= MostAtOnce && to == 1,
            HamletChangeKind.Renamed => from == 1 && to == 1,
            _ => from == 1 && to is >= 2 and <= MostAtOnce,
        };
        return fits ? null : Refusal.Invalid(new FieldFault("from, to", $"Sáp nhập: từ 1 đến {MostAtOnce} thôn vào một thôn. Đổi tên: một thôn thành một thôn. Chia tách: một thôn thành 2 đến {MostAtOnce} thôn.",
            $"Merged: 1 to {MostAtOnce} hamlets into one. Renamed: one into one. Split: one into 2 to {MostAtOnce}."));
    }

    private static (HamletTarget? Target, Refusal? Refusal) Target(HamletChangeKind kind, string? text, string commune, IReadOnlyCollection<Hamlet> known)
    {
        if (HamletCode.IsWellFormed(text) && kind != HamletChangeKind.Renamed)
        {
            var (hamlet, why) = Find(text, "to", commune, known);
            return (hamlet is null ? null : new HamletTarget(hamlet, hamlet.Name), why);
        }

        var name = text?.Trim() ?? "";
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl) || SearchName.Of(name).Length == 0 || HamletCode.IsWellFormed(name))
            return (null, Refusal.Invalid(new FieldFault("to", $"Ghi tên thôn, tối đa {LongestName} ký tự{(kind == HamletChangeKind.Renamed ? "" : ", hoặc mã của thôn đang có")}.",
                $"Name the hamlet, at most {LongestName} characters{(kind == HamletChangeKind.Renamed ? "" : ", or give the number of one that is there")}.")));
        var holder = known.FirstOrDefault(one => one.EndedOn is null && one.NameSearch == SearchName.Of(name));
        return holder is not null && kind == HamletChangeKind.Renamed ? (null, NameTaken(holder)) : (new HamletTarget(holder, holder?.Name ?? name), null);
    }

    private static Refusal IntoItself(Hamlet hamlet) => Refusal.Rule("into-itself", $"Thôn {hamlet.Name} ({hamlet.HamletCode}) vẫn tiếp tục tồn tại thì không ghi là thôn kết thúc; hộ đi khỏi thôn thì chuyển từng hộ.",
        $"The hamlet {hamlet.HamletCode} goes on: leave it out of those that end, and move the households that left it.");

    private static Refusal Twice(string field) => Refusal.Invalid(new FieldFault(field, "Mỗi thôn chỉ ghi một lần.", "Name each hamlet once."));
}
