using System.Text;
using PovertyPlatform.ServiceDefaults.Errors;

namespace PovertyPlatform.IdentityService.Domain;

/// <summary>What a password must be: long, and not one that the whole world tries first. No demand for digits or signs, which make people write passwords down.</summary>
public static class PasswordRule
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>Most characters.</summary>
    public const int Longest = 128;

    private const int FewestDistinct = 5;

    /// <summary>The password as it is hashed: the same letters whatever the keyboard composes them from.</summary>
    public static string Normalise(string password)
    {
        try
        {
            return password.Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException)
        {
            // Halves of characters: it stays what it is, and matches nothing.
            return password;
        }
    }

    /// <summary>What is wrong, or null.</summary>
    /// <param name="password">The password.</param>
    /// <param name="userName">Name of the account.</param>
    /// <param name="isBreached">Whether lists of leaked passwords hold it.</param>
    public static FieldFault? Fault(string password, string userName, Func<string, bool> isBreached)
    {
        if (password.Length is < Shortest or > Longest)
            return new FieldFault("password", $"Mật khẩu phải có từ {Shortest} đến {Longest} ký tự.", $"A password has {Shortest} to {Longest} characters.");
        if (password.Distinct().Count() < FewestDistinct || password.Contains(userName, StringComparison.OrdinalIgnoreCase))
            return new FieldFault("password", "Mật khẩu quá dễ đoán: đừng lặp lại ký tự, đừng dùng tên đăng nhập.", "Too easy to guess: do not repeat characters or use the user name.");
        return isBreached(password)
            ? new FieldFault("password", "Mật khẩu này nằm trong danh sách đã bị lộ; hãy chọn mật khẩu khác.", "This password is on a list of leaked ones; choose another.")
            : null;
    }
}
