// SPDX-License-Identifier: Apache-2.0
namespace HocBaSo.Signing.Pkcs11;

/// <summary>Sorts return codes of C_FindObjects*, C_SignInit and C_Sign.</summary>
internal static class CkrClassifier
{
    public static CkrClass Classify(this Ckr code) =>
        code switch
        {
            Ckr.Ok => CkrClass.Success,
            Ckr.KeyHandleInvalid or Ckr.ObjectHandleInvalid => CkrClass.HandleInvalid,
            Ckr.DataLenRange
            or Ckr.DataInvalid
            or Ckr.KeySizeRange
            or Ckr.KeyTypeInconsistent
            or Ckr.KeyFunctionNotPermitted
            or Ckr.MechanismInvalid
            or Ckr.MechanismParamInvalid => CkrClass.Unfit,
            Ckr.SessionHandleInvalid
            or Ckr.SessionClosed
            or Ckr.DeviceRemoved
            or Ckr.DeviceError
            or Ckr.TokenNotPresent
            or Ckr.TokenNotRecognized
            or Ckr.UserNotLoggedIn
            or Ckr.SlotIdInvalid
            or Ckr.OperationActive
            or Ckr.CryptokiNotInitialized => CkrClass.ConnectionLost,
            // CKR_GENERAL_ERROR, CKR_FUNCTION_FAILED, memory, vendors' codes: one odd request must not take the token from everybody.
            _ => CkrClass.Doubtful,
        };

    /// <summary>Answers to C_Login that another try can only make worse.</summary>
    public static bool IsPinRefusal(this Ckr code) =>
        code is Ckr.PinIncorrect or Ckr.PinInvalid or Ckr.PinLenRange or Ckr.PinExpired or Ckr.PinLocked;
}
